"""What a government publishes of its plan: which plans, each promise in them, its sentence, its state, its evidence."""

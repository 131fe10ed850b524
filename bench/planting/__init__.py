"""Plants errors into sound documents by editing their text; shares no code with the package that is to find them."""

"""The pages of indicators (指标)."""

"""Assessment forms as spreadsheets with live formulas."""

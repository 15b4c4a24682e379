"""Spreadsheets: the only place that knows openpyxl."""

"""Spreadsheets: the only place that writes them, and with `results` the only one that knows openpyxl."""

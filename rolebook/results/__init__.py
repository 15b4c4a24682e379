"""Actual results of people: tables from CSV and XLSX files, the people in them, and what the rules make of both."""

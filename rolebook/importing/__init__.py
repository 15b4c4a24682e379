"""Importing: texts that HR has, in Word, Markdown or plain, become draft roles in the project's format.

Nothing is understood here as a person would: general rules find headings, numbers and figures, every guess is
marked, and every sentence is either placed or listed. A person reads the draft before it is anything else.
"""

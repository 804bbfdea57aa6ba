"""Relationships: what the desk knows of each journalist, kept, looked up, taken in from spreadsheets and handed out."""

"""SOQL: our own reading of its words and literals, sqlglot's of its grammar, SQLite's of its meaning.

SOQL is close to SQL, and what it lacks (stars, joins, comments, double quotes) is refused before and after parsing.
"""

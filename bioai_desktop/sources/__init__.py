"""A payload's bytes to Items: one parser for each kind of Source."""

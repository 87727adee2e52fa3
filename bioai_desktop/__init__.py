"""BioAI Desktop: an offline newsroom for one editor."""

__version__ = "0.1.0"

"""Items to ranked Stories."""

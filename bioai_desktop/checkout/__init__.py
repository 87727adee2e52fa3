"""The files of the site on disk."""

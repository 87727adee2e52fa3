"""Profile and Edition to the files of a site, and back."""

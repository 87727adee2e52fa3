"""A model as a service; knows nothing of pages."""

"""The checks of a page, one module for each theme; each is a function from the page to its findings."""

"""How a page will read: an Edition to harmless HTML, block by block, in the dialect that Hugo reads."""

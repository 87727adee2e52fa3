"""The network: one HTTP client with its caching rules, limits and address guard."""

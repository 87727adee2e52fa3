"""The page as data: parse, render, edit, check. Pure."""

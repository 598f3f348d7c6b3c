"""A backend for films that shows how to export them."""

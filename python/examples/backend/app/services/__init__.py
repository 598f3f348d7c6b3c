"""Services used by the routes."""

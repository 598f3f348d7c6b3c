"""A backend of films; what matters here is how it exports them."""

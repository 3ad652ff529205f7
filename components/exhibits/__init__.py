"""Builders of exhibits, one module a theme, and the register that names them."""

"""Cost prices of products, and who sees cost."""

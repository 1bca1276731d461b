"""Django pieces without business nouns: what every area stands on."""

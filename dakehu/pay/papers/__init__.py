"""The papers of pay: three time axes, each part with its clause, all pre-tax (G-40)."""

"""The print engine: a `Paper` set as PDF, picture and Word. It knows no database."""

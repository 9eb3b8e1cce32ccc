"""Heyan 核验: rule-based audit of Chinese budget-performance papers."""

__version__ = "0.1.0"

"""Waivers and baseline."""

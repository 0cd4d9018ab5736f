"""Announcing: one message to everybody of a village, by those who may, and the megaphone that is lent."""

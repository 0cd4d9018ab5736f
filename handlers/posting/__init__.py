"""Posting: what people publish. A kind is a file beside this one."""

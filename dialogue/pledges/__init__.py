"""Medborgarlöften: what police and municipality have promised."""

"""The pages, one file each. They are listed in `dashboard/parts/site.py`."""

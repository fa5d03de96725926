"""The pages: a file each, or a folder where a page has innards of its own. `dashboard/context/pages.py` lists them."""

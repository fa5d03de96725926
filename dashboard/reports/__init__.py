"""The same figures as files for other programs: workbooks, slides, fact sheets, status reports.

Each asks the named questions of the pages, of the store and for the view that are handed in.
"""

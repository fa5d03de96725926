"""Where things stand in the form that goes out, for the writer and the reader of it."""

TITLE = "Lägesbild – svarsformulär"
FORM_VERSION = "1"
COVER, ANSWERS, LISTS = "Läs först", "Svar", "Skalor"
ROUND_LABEL, VERSION_LABEL = "Omgång (kod)", "Formulärets version"
WHO_LABEL, FUNCTION_LABEL = "Huvudman", "Besvarat av (funktion)"

ID, LEVEL, MEASURE, QUESTION, WHY, STEPS = "Id", "Nivå", "Mått", "Fråga", "Varför vi frågar", "Vad svaren betyder"
ANSWER, RESPONDENTS, COMMENT, LATEST = "Ert svar", "Antal som svarade", "Kommentar", "Senaste svar (läses inte)"
COLUMNS = (ID, LEVEL, MEASURE, QUESTION, WHY, STEPS, ANSWER, RESPONDENTS, COMMENT, LATEST)

MARK, KNOWN_ROW, OWN_ROW = "Rad", "Känt, läses inte", "Ert svar"
EMPTY_ROWS = 6
COUNTY_NAME = "Länet"
ADDED_LATER = ("Utan avsändare",)
"""Headings that forms sent out earlier do not have."""

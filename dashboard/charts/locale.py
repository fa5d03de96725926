"""Plotly in Swedish: decimal comma, month names and the words of its toolbar."""

LOCALE = {
    "sv": {
        "dictionary": {
            "Download plot as a PNG": "Ladda ner som PNG",
            "Download plot": "Ladda ner",
            "Reset axes": "Återställ",
            "Zoom": "Zooma",
            "Pan": "Panorera",
            "Autoscale": "Anpassa",
            "Taking snapshot - this may take a few seconds": "Sparar bilden, det kan ta några sekunder",
            "Snapshot succeeded": "Bilden är sparad",
            "Sorry, there was a problem downloading your snapshot!": "Bilden kunde inte sparas",
        },
        "format": {
            "days": ["söndag", "måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag"],
            "shortDays": ["sön", "mån", "tis", "ons", "tors", "fre", "lör"],
            "months": [
                "januari", "februari", "mars", "april", "maj", "juni",
                "juli", "augusti", "september", "oktober", "november", "december",
            ],
            "shortMonths": ["jan", "feb", "mars", "apr", "maj", "juni", "juli", "aug", "sep", "okt", "nov", "dec"],
            "date": "%Y-%m-%d",
            "decimal": ",",
            "thousands": "\u202f",
        },
    }
}  # fmt: skip

CONFIG = {
    "locale": "sv",
    "locales": LOCALE,
    "displaylogo": False,
    "displayModeBar": False,
    "scrollZoom": False,
    "doubleClick": False,
    "responsive": True,
}

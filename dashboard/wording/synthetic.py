"""What every report says in the same words."""

SYNTHETIC = "Exempeldata"
SYNTHETIC_WORDS = "Påhittade rader ingår. De säger inget om någon verklig huvudman."
UNKNOWN = "Uppgift saknas"

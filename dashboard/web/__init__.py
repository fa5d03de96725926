"""The server and the script that Streamlit runs for every visitor."""

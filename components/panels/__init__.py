"""What a hand touches: filter bar, exhibit frame, event card, tables; the only room that knows Streamlit."""

"""The page of a huvudman as plain Streamlit would have it: the same questions and charts, its own widgets and tables.

Not part of Lägesbild: it is what the figures of ours are compared with, in the same run and on the same machine
(`compared.py`). Run by `streamlit run`.
"""

from datetime import date

import pandas as pd
import streamlit as st

from dashboard.charts import follow_up
from dashboard.settings import settings
from dashboard.store.building import open_store
from dashboard.store.store import Store

TABLES = {
    "Kontakt": "work/contacts",
    "Roller": "roles/status_by_principal",
    "Planer": "roles/plan_by_principal",
    "Svar": "follow_up/response_by_principal",
    "Fokus": "work/focus_areas",
    "Arbete": "work/ongoing",
    "Väntar": "county/agenda",
    "Förflyttning": "follow_up/shifts_of_principal",
    "Att lära av": "work/learning_pairs",
    "Exempel": "work/examples",
    "Risker": "risks/register",
    "Aktiviteter": "work/activities",
    "Aktörer": "roles/actors_of_principal",
}


@st.cache_resource
def store() -> Store:
    """The store, opened once."""
    return open_store(settings())


@st.cache_data
def frame(name: str, **parameters: str | date | None) -> pd.DataFrame:
    """The answer to a question, asked once; what it does not take of `parameters` is left out."""
    taken = {one.name: parameters.get(one.name) for one in store().query(name).parameters}
    return store().frame(name, **taken)


st.set_page_config("Huvudman", layout="wide")
today, county = date.today(), settings().county
principals = frame("catalogue/principals", county=county).set_index("principal")["principal_code"]
name = st.selectbox("Huvudman", list(principals.index))
rounds = frame("follow_up/rounds", as_of=today, county=county)
newest, before = rounds["round_id"].iloc[-1], rounds["previous_id"].iloc[-1]
view = {"as_of": today, "county": county, "principal": principals[name], "round": newest, "previous": before}
labels = frame("catalogue/scale_steps").query("scale_id == 'shift'").set_index("step")["label"]
steps = tuple(labels.get(step, "") for step in range(int(labels.index.max()) + 1))
st.title(name)
aspects = frame("follow_up/aspects_of_principal", **view)
lines = frame("follow_up/spread_by_round", **view, aspect="vardag")
for place, (words, value) in zip(
    st.columns(3),
    {"Aspekter": len(aspects), "Med ett steg": int(aspects["stage"].notna().sum()), "Omgångar": len(lines)}.items(),
    strict=True,
):
    place.metric(words, value)
for heading, chart in (
    ("läget i varje aspekt", follow_up.aspects_against_county(aspects, name, steps)),
    ("vardag över tid", follow_up.against_spread(lines, name, steps)),
):
    st.subheader(f"{name}: {heading}")
    st.plotly_chart(chart, key=heading, alt=f"{name}: {heading}")
for heading, question in TABLES.items():
    st.subheader(heading)
    st.table(frame(question, role="best_interest_lead", **view))
st.caption(f"Allt om {name}")

"""The dataset and the questions that can be put to it; knows nothing of screens or pictures."""

from data.loading import load_tables
from data.problems import DamagedData, Problem
from data.query import Notice
from data.selection import Rows, Selection
from data.tables import Tables

__all__ = ["DamagedData", "Notice", "Problem", "Rows", "Selection", "Tables", "load_tables"]

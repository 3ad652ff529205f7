"""Method: grades, rules, which filter reaches what, gaps, borders and licences."""

from components.content.method import method_page
from components.panels import view as views
from components.panels.browser import draw_tree
from components.panels.dataset import dataset
from components.panels.frame import mode
from components.panels.shell import heading

heading("Method", "how rows are graded, chosen and drawn, and what is not known")
draw_tree(method_page(dataset(), mode()), key="method", on_focus=views.open_focus)

"""Sparat och följt: views to come back to, what is followed, and how to hear of it."""

from dashboard.context.viewer import current_viewer
from dashboard.pages.following.followed import done_now, preview, views_of_ones_own, ways, what_is_followed
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, read_view

PATH = "/foljer"

view, messages = read_view()
lead = "Vyer att komma tillbaka till, och det du vill få veta när det ändras."
begin(view, PATH, "Sparat och följt", lead, messages, [])
if current_viewer().kind in {"member", "local"}:
    feed_url = done_now(view)
    views_of_ones_own(view)
    what_is_followed(view)
    preview(view)
    ways(feed_url)
else:
    place("only_members.html")
end(view)

"""Sparat och följt: views to come back to, what is followed, and how to hear of it."""

from dashboard.pages.following.followed import done_now, preview, views_of_ones_own, ways, what_is_followed
from dashboard.ui.markup import place
from dashboard.ui.page import begin, end, read_context

PATH = "/foljer"

context, messages = read_context()
lead = "Vyer att komma tillbaka till, och det du vill få veta när det ändras."
begin(context, PATH, "Sparat och följt", lead, messages, [])
if context.viewer.kind in {"member", "local"}:
    feed_url = done_now(context)
    views_of_ones_own(context)
    what_is_followed(context)
    preview(context)
    ways(context, feed_url)
else:
    place("only_members.html")
end(context)

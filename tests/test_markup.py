"""What is put into HTML or into a string of CSS stays text."""

from tracker.markup import css_text


def test_a_name_stays_a_string_of_css() -> None:
    told_ = str(css_text('海淀A1"</style>\\ \n'))
    assert told_ == r'"海淀A1\22 \3c \2f style\3e \5c \20 \a "'

"""Views to HTML, XML and JavaScript: the only package that knows Jinja."""

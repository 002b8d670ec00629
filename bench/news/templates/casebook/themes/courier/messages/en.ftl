home = Home
page-number = Page
topics-title = Topics
authors-title = Authors
archive = Archive
not-found-title = Not found

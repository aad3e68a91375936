"""What of a bot export changes when its dialogs do: the named places, and no other byte."""

"""Starting, stopping and looking after one Tasklight instance."""

"""What this room registers at start: error words, jobs, event handlers."""

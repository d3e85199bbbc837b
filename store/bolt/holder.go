package bolt

// someHolder is who has the file when it isn't known.
const someHolder = "another process (a running bot, or a heed command such as backup or doctor)"

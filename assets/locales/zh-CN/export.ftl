# Words of exports and of the command line.

history-whole = { what-changed }
history-fact = 事实说明
history-tracked-from = 起始跟踪日
history-continues = 期满后是否继续经营

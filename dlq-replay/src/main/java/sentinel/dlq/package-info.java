/** Dead-letter replay: failed messages go round the retry tiers and back to their stage, or are parked for a person. */
package sentinel.dlq;

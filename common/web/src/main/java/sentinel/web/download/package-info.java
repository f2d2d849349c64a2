/** Whole files from sources that the operator chose: feeds and GDELT's lists and archives. */
package sentinel.web.download;

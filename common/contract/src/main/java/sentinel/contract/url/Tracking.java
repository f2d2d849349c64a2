package sentinel.contract.url;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters of a query that say how a reader came, not what is read. Names that only trackers use count whatever their
 * value; a general name only with a value that says so: {@code src=rss} is tracking, {@code src=4711} may be a story. A
 * prefix alone is no reason, since sites call their own identifiers so too ({@code at_id}, {@code pk_id}). The names are
 * those of ClearURLs, AdGuard's tracking filter, Brave, Neat URL, ural and miniflux, and those that newspapers append in
 * their feeds.
 */
final class Tracking {

    /** Prefixes that nobody but the tracker uses. */
    private static final List<String> PREFIXES =
            List.of("utm_", "wt.", "cm_mmc", "bsft_", "guce_", "elqtrack", "__cf_chl", "__xts__");

    /** {@code family_field}: AT Internet, comScore, Matomo, Parse.ly and others name the same few fields. */
    private static final Set<String> CAMPAIGN_FAMILIES = Set.of(
            "at", "ns", "pk", "piwik", "mtm", "matomo", "itm", "stm", "otm", "hmb", "dpg", "ga", "sc", "int", "li");

    private static final Set<String> CAMPAIGN_FIELDS = Set.of(
            "campaign",
            "source",
            "medium",
            "content",
            "term",
            "keyword",
            "kwd",
            "cid",
            "group",
            "placement",
            "channel");

    private static final Set<String> NAMES = names(
            // AT Internet (Piano) and comScore
            """
            at_campaign_type at_campaign_group at_creation at_variant at_format at_network at_platform
            at_general_placement at_detail_placement at_emailtype at_recipient_id at_recipient_list at_send_date
            at_link_id at_link_type at_link_origin at_ptr_name at_bbc_team
            at_custom1 at_custom2 at_custom3 at_custom4 at_custom5
            ns_mchannel ns_linkname ns_fee ns_mail_uid ns_mail_job xtor
            """,
            // clicks
            """
            fbclid gclid gclsrc dclid gbraid wbraid gad_source gad_campaignid msclkid yclid ysclid ymclid twclid ttclid
            igshid igsh li_fat_id lipi licu srsltid s_kwcid s_cid rdt_cid sccid epik dicbo tblci awc tduid irclickid irgwc
            erid rb_clickid unicorn_click_id _branch_match_id _branch_referrer mibextid pk_vid usqp _openstat wickedid
            fb_action_ids fb_action_types fb_source fb_ref fb_comment_id action_object_map action_type_map action_ref_map
            fref hc_ref hc_location __tn__ __twitter_impression ref_src ref_url gaa_at gaa_n gaa_ts gaa_sig oborigurl
            """,
            // newsletters
            """
            mc_cid mc_eid mc_tc _hsenc _hsmi __hssc __hstc __hsfp hsctatracking hss_channel mkt_tok vero_id vero_conv
            oly_anon_id oly_enc_id ml_subscriber ml_subscriber_hash _bhlid _kx _ke et_rid et_cid dm_i dm_t sc_eh sc_uid
            spreportid spjobid spuserid spmailingid cndid hsa_acc hsa_ad hsa_cam hsa_grp hsa_kw hsa_la hsa_mt hsa_net hsa_ol
            hsa_src hsa_tgt hsa_ver
            """,
            // measurement of all kinds, and what browsers and AMP viewers add
            """
            _ga _gl cmpid maca wt_mc wt_zmc wtmc wtrid wtzmc ito ftag guccounter _guc_consent_skip echobox traffic_source
            tracking_source os_ehash cm_ven cm_cat cm_pla cm_ite cm_sp cm_re cm_me cm_cr cx_click cx_recsorder cx_recswidget
            cx_testid cx_testvariant cx_artpos amp_js_v amp_gsa amp_r amp_lite amp_latest_update_time aoh
            trkcampaign trkinfo trkemail intcmp intcid soc_src soc_trk sr_share nr_email_referer socialreferrer
            """,
            // feeds and shares of newspapers and blogs
            """
            wprss wpisrc wpmm smtyp feedname replytocom ex_cid srnd leadsource
            """);

    /** Names that are trackers' unless the value is a bare number: then it may be an identifier of the site's own. */
    private static final Set<String> UNLESS_NUMBER = Set.of("icid", "ncid", "ocid", "smid", "taid");

    /** Names that say how a reader came only if their value does. */
    private static final Set<String> GENERAL_NAMES = names(
            """
            src source ref refer referrer referer refsrc mod partner emc from via cmp cid campaign medium origin
            share trk feature mbid spref sns fromref platform syndication synd feedtype rss tid
            """);

    private static final Set<String> CHANNELS = names(
            """
            feed feeds webfeed newsfeed xmlfeed atom xml syndication feedburner feedly inoreader ifttt dlvr dlvrit dlvr.it
            socialflow hootsuite buffer flipboard smartnews applenews googlenews newsbreak pocket
            twitter tw twt twt_gu facebook fb fb_gu fb_i linkedin whatsapp telegram reddit instagram pinterest
            threads mastodon bluesky bsky social soc share shared sharebtn sharebutton share-button viral
            email e-mail mail newsletter newsletters push notification notif bookmark bookmarks copy copylink
            home homepage frontpage youtu.be
            """);

    /** {@code rss}, {@code rss_world}, {@code rssnyt}, {@code mw_rss_topstories}. */
    private static final Pattern OF_A_FEED = Pattern.compile("(?:[a-z0-9]{1,3}[_.:-])?rss.*");

    /** {@code share_btn_tw}, {@code social_twitter}, {@code email_daily}. */
    private static final Pattern SHARED =
            Pattern.compile("(?:share|social|soc|twt|tw|fb|newsletter|nl|ema|eml|email|feed|synd|push)_.*");

    private static final Pattern HOST_NAME = Pattern.compile("(?:[a-z0-9-]{1,63}\\.){1,8}[a-z]{2,63}");

    /** Values that say how a reader came under one name only. Newsletters name themselves with {@code ref}. */
    private static final Map<String, Pattern> OWN_VALUES = Map.of(
            "ref", HOST_NAME,
            "referrer", HOST_NAME,
            "via", HOST_NAME,
            "mod",
                    Pattern.compile(
                            "djem.*|e2[a-z]{2}|hp_.*|mw_.*|.*_pos\\d{1,3}|article_inline|searchresults.*|home-page"),
            "emc", Pattern.compile("edit_.*|eta\\d*"),
            "tid", Pattern.compile("(?:ss|sm|pm)_.*"),
            "trk", Pattern.compile(".*_.*|[0-9a-f]{8}-[0-9a-f-]{27}"),
            "feature", Pattern.compile("emb_.*|player_embedded"),
            "rss", Pattern.compile("1|true|yes|"));

    private static final Pattern NUMBER = Pattern.compile("\\d+");

    /** Alibaba's place on a page: {@code a2c4e.11153940.blogcont.1}. */
    private static final Pattern SPM = Pattern.compile("[\\w-]+(?:\\.[\\w-]*){2,8}");

    private Tracking() {}

    static boolean isTracking(String parameter, String parameterValue) {
        String name = parameter.toLowerCase(Locale.ROOT);
        String value = parameterValue.toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || isCampaign(name)
                || PREFIXES.stream().anyMatch(name::startsWith)
                || (UNLESS_NUMBER.contains(name) && !NUMBER.matcher(value).matches())
                || (GENERAL_NAMES.contains(name) && isChannel(name, value))
                || (name.equals("spm") && SPM.matcher(value).matches());
    }

    private static boolean isChannel(String name, String value) {
        var own = OWN_VALUES.get(name);
        return CHANNELS.contains(value)
                || OF_A_FEED.matcher(value).matches()
                || SHARED.matcher(value).matches()
                || (own != null && own.matcher(value).matches());
    }

    private static boolean isCampaign(String name) {
        int end = name.indexOf('_');
        return end > 0
                && CAMPAIGN_FAMILIES.contains(name.substring(0, end))
                && CAMPAIGN_FIELDS.contains(name.substring(end + 1));
    }

    private static Set<String> names(String... lists) {
        var names = new HashSet<String>();
        for (var list : lists) {
            names.addAll(List.of(list.strip().split("\\s+")));
        }
        return Set.copyOf(names);
    }
}

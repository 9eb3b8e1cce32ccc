"""Sentences of generated reports, several for each thing that a report says; all of them our own.

Names in braces are figures with their units; {year} is the budget year, {unit} who reports.
"""

TITLES = (
    "{year}年度{unit}部门整体绩效自评报告",
    "{year}年度{unit}部门整体支出绩效自评报告",
    "{year}年{unit}整体支出绩效自评情况报告",
    "关于{year}年度{unit}部门整体支出绩效自评的报告",
    "{unit}{year}年度部门整体支出绩效评价自评报告",
)
OFFICES = (
    "{unit}内设机构{count}，分别为：{names}。",
    "{unit}设有{names}等{count}内设机构。",
    "{unit}下设{count}股室：{names}。",
    "本单位共有{count}内设机构，分别是{names}。",
    "{unit}现有内设机构{count}：{names}。",
    "机构设置：{unit}内设{names}，共{count}内设机构。",
)
STAFF = (
    "核定编制{posts}，其中行政编制{civil_posts}、事业编制{public_posts}；年末在职人员{staff}，其中行政人员{civil}、事业人员{public}。",
    "编制共{posts}，包括行政编制{civil_posts}，事业编制{public_posts}。实有在职人员{staff}，其中：行政人员{civil}，事业人员{public}。",
    "截至年底，编制数{posts}，其中：行政{civil_posts}，事业{public_posts}。在职职工{staff}（行政{civil}，事业{public}）。",
    "我单位编制{posts}（行政编制{civil_posts}，事业编制{public_posts}），实有在职人员{staff}，其中行政人员{civil}、事业人员{public}。",
    "人员情况：编制总数{posts}，其中：行政编制{civil_posts}，事业编制{public_posts}；在职{staff}，其中：行政人员{civil}，事业人员{public}。",
)
CONCLUSION = (
    "{year}年度部门整体绩效自评得分为{total}分，其中{listed}。",
    "经自评，本部门{year}年度整体绩效得分{total}分，其中：{listed}。",
    "对照指标逐项打分，{year}年度自评总得分{total}分，其中：{listed}。",
    "{year}年度绩效自评综合得分{total}分，具体为：{listed}。",
    "综合上述情况，{year}年度整体支出绩效自评得分{total}分，各项得分情况为：{listed}。",
    "根据评分标准，本单位{year}年度自评得分为{total}分（其中{listed}）。",
)
BUDGET = (
    "{year}年年初预算支出{first}，其中：基本支出{basic}，项目支出{project}。全年预算数{adjusted}，全年执行数{spent}，预算执行率为{rate}。",
    "{year}年部门年初预算安排支出合计{first}，其中基本支出{basic}、项目支出{project}。年内调整预算支出{adjusted}，全年实际支出{spent}，"
    "执行率{rate}。",
    "{year}年初批复部门预算{first}（基本支出{basic}，项目支出{project}），调整后预算{adjusted}，实际支出{spent}，预算执行率{rate}。",
    "{year}年年初预算数为{first}，其中：基本支出预算{basic}；项目支出预算{project}。{year}年全年预算{adjusted}，全年执行{spent}，"
    "执行率达到{rate}。",
    "年初预算情况：{year}年年初部门预算{first}，其中：基本支出{basic}、项目支出{project}。预算调整情况：全年预算数{adjusted}。预算执行情况：全年执行数{spent}，执行率{rate}。",
    "{year}年年初部门预算总额{first}，按支出性质分：基本支出{basic}，项目支出{project}。经追加调整，全年预算{adjusted}，实际执行{spent}，预算执行率达{rate}。",
)
INCOME = (
    "{year}年度决算收入{whole}，其中：{listed}。",
    "{year}年部门决算收入合计{whole}。其中：{listed}。",
    "{year}年本部门决算收入总计{whole}，包括：{listed}。",
    "收入情况：{year}年度收入决算数{whole}，其中{listed}。",
    "{year}年部门总收入{whole}，由以下部分组成：{listed}。",
    "按来源分，{listed}，{year}年决算收入合计{whole}。",
)
SPENDING = (
    "{year}年决算支出{spent}，其中：基本支出{basic}，项目支出{project}。",
    "{year}年全年实际支出合计{spent}，其中基本支出和项目支出分别为{basic}和{project}。",
    "支出情况：{year}年度支出决算数{spent}，其中基本支出{basic}，项目支出{project}。",
    "{year}年决算基本支出{basic}，决算项目支出{project}，合计支出{spent}。",
    "支出方面，{year}年决算总支出{spent}，包括基本支出{basic}，项目支出{project}。",
)
SPENDING_SHARES = (
    "{year}年决算支出{spent}，其中：基本支出{basic}，{of}{one}；项目支出{project}，{of}{two}。",
    "{year}年度全年支出合计{spent}。其中：基本支出{basic}，{of}{one}，项目支出{project}，{of}{two}。",
    "{year}年决算支出{spent}，其中：基本支出{basic}（{of}{one}），项目支出{project}（{of}{two}）。",
    "{year}年决算总支出{spent}，其中基本支出{basic}，{of}{one}、项目支出{project}，{of}{two}。",
    "{year}年决算支出{spent}，按性质分：基本支出{basic}，{of}{one}；项目支出{project}，{of}{two}。",
)
SHARE_OF = ("占", "占总支出的", "占支出总额的", "占比")
MORE = (
    "{year}年决算支出{now}，比上年{verb}{moved}，{rise}{share}，主要是任务量变化。",
    "与上年相比，{year}年决算支出{now}，{verb}{moved}，{extent}{share}。",
    "{year}年决算支出{now}，较上年{verb}{moved}（{rise}{share}）。",
    "{year}年决算支出{now}，同比{verb}{moved}，同比{rise}{share}。",
)
BALANCE = (
    "{year}年决算收入{received}，上年结转{before}；决算支出{spent}，年末结转{after}。",
    "上年结转{before}，{year}年决算收入{received}，决算支出{spent}，年末结转结余{after}。",
    "{year}年度决算收入{received}，上年结转和结余{before}，决算支出{spent}，年末结转和结余{after}。",
    "{year}年年初结转和结余{before}，本年收入{received}，本年支出{spent}，年末结转和结余{after}。",
    "{year}年决算收入{received}，加上年结转{before}，减决算支出{spent}，年末结转{after}。",
)
HOSPITALITY = (
    "{year}年“三公”经费预算{budget}，实际支出{spent}，其中：公务接待费{one}，公务用车运行维护费{two}，执行率为{rate}。",
    "{year}年三公经费预算数{budget}，决算数{spent}，执行率{rate}；决算数中，公务接待费{one}，公务用车运行维护费{two}。",
    "{year}年“三公”经费年初预算{budget}，全年支出{spent}（公务接待费{one}，公务用车运行维护费{two}），预算执行率{rate}。",
    "“三公”经费全年预算{budget}，全年实际支出{spent}，其中公务接待费{one}、公务用车运行维护费{two}，预算执行率{rate}。",
)
PRODUCT = (
    "租用村集体土地{land}，每亩租金{price}，全年租金共{made}。",
    "发放耕地管护补助{land}，每亩{price}，共计{made}。",
    "流转土地{land}，按每亩{price}的标准补助，补助资金{made}。",
    "征用林地{land}，补偿标准每亩{price}，补偿款共{made}。",
    "完成退耕还林{land}，补助标准为{price}/亩，兑付补助{made}。",
)
SURVEY = (
    "发放问卷{sent}，其中表示满意的{happy}，满意度为{share}。",
    "收回有效问卷{sent}，满意{happy}，占{share}。",
    "共收回问卷{sent}，其中满意{happy}，满意率{share}。",
)
MEETINGS = (
    "{per}召开专题会议{once}，全年共召开{all}。",
    "坚持{per}开展安全检查{once}，全年开展{all}。",
    "{per}召开工作例会{once}，全年召开{all}。",
    "按照{per}{once}的要求开展巡查，全年共巡查{all}。",
)
DONE = (
    "排查整改安全隐患{a}处，调处矛盾纠纷{b}件，走访群众{c}户。",
    "清理乱堆乱放{a}处，巡查河道{b}次，更换标识牌{c}块。",
    "慰问困难党员{a}人，办理群众来电{b}件，修剪行道树{c}棵。",
)
LEVEL = (
    "（{ordinal}）{level}应得分{weight}分，实际得分{score}分，具体如下：",
    "（{ordinal}）{level}应得分{weight}分，实际得分{score}分，分项情况如下：",
)
INDICATOR = (
    "{name}年初目标值{target}，实际完成值{actual}，应得{weight}分，实际得{score}分",
    "{name}目标值{target}，完成值{actual}，分值{weight}分，得{score}分",
    "{name}年初目标值{target}，实际完成值{actual}，应得{weight}分，得{score}分",
    "{name}年度指标值{target}，全年完成值{actual}，分值{weight}分，得分{score}分",
    "{name}，目标值{target}，完成值{actual}，应得{weight}分，自评得{score}分",
)
GROWN = (
    "{last}年决算支出{before}，{year}年决算支出{now}，{verb}{moved}，{rise}{share}。",
    "{year}年决算支出{now}，比上年的{before}{verb}{moved}，{rise}{share}。",
    "{year}年决算支出{now}，上年决算支出{before}，同比{verb}{moved}，{extent}{share}。",
)
AVERAGE = (
    "举办业务培训，参训{people}，支出培训费{cost}，人均{each}。",
    "为{people}购买意外伤害保险，共支出{cost}，平均每人{each}。",
)
BETTER = (
    "群众满意度为{now}，比上年的{before}提高{gap}。",
    "服务对象满意度由上年的{before}提高到{now}，提高了{gap}。",
)
